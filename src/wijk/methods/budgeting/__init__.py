"""Which projects does a neighbourhood's money go to, so that every group of voters decides over its share?"""
