"""A fictional company, Lumiharu, and the files its vendors would export; nothing here reads any."""
