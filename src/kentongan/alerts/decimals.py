"""Numbers as they are written in Indonesia."""


def decimal(value: float, decimals: int) -> str:
    """With a decimal comma."""
    return f"{value:.{decimals}f}".replace(".", ",")
