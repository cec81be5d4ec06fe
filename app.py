"""The chat: `streamlit run app.py`."""

from chat.page import show

show()
