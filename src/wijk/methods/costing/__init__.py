"""What does a building or a service cost over its whole life, and who pays?"""
