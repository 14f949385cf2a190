"""The pages: one HTML file each, which asks nothing of any network.

``page.Page`` is a finished page, ``shell`` puts text, data, scripts and the
content-security policy together, ``graph_page.graph_page`` draws a graph.
"""
