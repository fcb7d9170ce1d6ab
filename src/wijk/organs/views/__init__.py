"""The pages of organs: for everybody, and for those who keep them."""
