"""What do the pages of contributions ask?"""
