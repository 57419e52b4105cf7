-- Whether the pass opens a dossier, for the policies of modules that keep something about dossiers.
create function dossiers.public_sees(dossier_id uuid) returns boolean stable cost 10000 language sql as $$
  select dossiers.sees(dossier_id)
$$;
