"""The parts of the HTML report: what is written out, the data for the script, style and script."""
