"""What a good match is: catalog, gate, retrieval, score parts, ranking, explanation."""
