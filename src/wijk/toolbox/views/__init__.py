"""The pages of the toolbox: for everybody, for who plans, for who keeps the cards."""
