"""The nouns: frozen values and protocols, without torch and without input or output."""
