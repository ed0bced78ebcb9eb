"""Who was told together with whom: the network of things, its paths and its picture. Pure."""
