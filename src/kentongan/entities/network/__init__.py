"""The network view: who was told together with whom, over time, within what a viewer may see."""
