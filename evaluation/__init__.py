"""Quality and speed, measured with the pipeline that people use."""
