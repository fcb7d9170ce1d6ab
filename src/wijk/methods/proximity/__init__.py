"""What can be reached on foot from where people live?"""
