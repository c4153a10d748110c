-- A webhook's body stays as it came, in its row, up to 8 KB: to compress one of 2 KB took a quarter of the time to store
-- it, and it is erased after thirty days.
alter table inbox set (toast_tuple_target = 8160);
