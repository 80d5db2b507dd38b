"""Large piles of reports in shards: cut, coded each by itself to Parquet, loaded into a record. Whoever does the work, the bytes are the same."""
