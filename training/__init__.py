"""How the bundled model is made from public parallel text: `python -m training --data … --out …`."""
