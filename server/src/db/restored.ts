import type pg from 'pg';

/**
 * Every start gets a new cluster id: this data may be a copy of other data, whose numbers listeners still have.
 * Numbers of transactions that this cluster has not given out yet come with a copy that was restored from another. What
 * they name is over; left in place, they would block everything that follows their order until this cluster is as far.
 */
export async function forgetOtherCluster(owner: pg.Client): Promise<void> {
  await owner.query('update cluster_life set id = gen_random_uuid()');
  const foreign = 'tx >= pg_snapshot_xmax(pg_current_snapshot())';
  await owner.query(`delete from change_event where ${foreign}`);
  await owner.query(`delete from sight_change where ${foreign}`);
  await owner.query(`update record_count set tx = null where ${foreign}`);
  await owner.query(
    `update change_reader set tx = pg_snapshot_xmin(pg_current_snapshot()), id = -1 where ${foreign}`,
  );
}
