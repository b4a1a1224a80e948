-- Cases: what happened is in the acts of their proceedings. A clue becomes one case and no other.
create unique index proceeding_one_case on proceeding (parent_id) where kind = 'case';
