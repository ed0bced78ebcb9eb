"""The promises of the issues, measured through the product's public doors (``make show-…``)."""
