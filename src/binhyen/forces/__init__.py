"""The book of teams (lực lượng cơ sở): tổ bảo vệ ANTT, tổ ANXH, tổ liên gia tự quản.

A team is founded or already there, counted again, ended. Refuses: names of members; a team is a
count in public and in private.
"""
