"""Reading and linking in bulk: Parquet to Parquet, in parts, over the processes of one machine or a Ray cluster.

Every part is made by one task from files, and written whole or not at all under a name of its own. So a task may be
run twice, and what is there already is not made again: that is all that going on after a crash takes.
"""
