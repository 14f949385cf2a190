"""Answers as files for other programs and other desks.

``shortlist`` puts rankings into the sheets of a workbook, ``network_files``
writes the graph for Gephi, ``plain`` gives matches as JSON whose shape
``match.schema.json`` documents.
"""
