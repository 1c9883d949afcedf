-- The items of a JSON array are rows; an item's number stands for its line.
create or replace temp view export_rows as select * from export_items
