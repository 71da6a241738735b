"""The same steps over an archive: shards of files in, Parquet out, on one computer or a cluster."""
