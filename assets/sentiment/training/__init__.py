"""How the models of Korean, Finnish and English are trained, calibrated and measured."""
