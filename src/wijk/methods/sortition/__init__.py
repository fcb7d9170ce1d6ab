"""Who is drawn for a panel, so that it mirrors the city and everybody's chance is as fair as it can be?"""
