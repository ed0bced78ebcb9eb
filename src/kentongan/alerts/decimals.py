"""Numbers as they are written in Indonesia."""


def decimal(value: float, decimals: int = 1) -> str:
    """With a decimal comma: 1.25 → ``1,2``."""
    return f"{value:.{decimals}f}".replace(".", ",")
