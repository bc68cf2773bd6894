// What a consumer does with the client that was generated from the contract: reads a list page by page, asks whether an item has
// changed, takes a snapshot and the feed, deletes. It prints a line of each, name and value.
import { AliasesApi, ChangesApi, Configuration, SnapshotsApi, TargetsApi } from './client';

declare const process: { argv: string[]; exit(status: number): void };

async function status(call: Promise<{ raw: Response }>): Promise<number> {
  try {
    return (await call).raw.status;
  } catch (refused) {
    // What is not 2xx is an error here, a 304 too.
    return (refused as { response: Response }).response.status;
  }
}

async function main(basePath: string, accessToken: string, alias: string): Promise<void> {
  const anybody = new Configuration({ basePath });
  const targets = new TargetsApi(anybody);
  const values: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await targets.listTargets({ plan: '500106-145', limit: 100, cursor });
    page.items.forEach((target) => values.push(`${target.code}=${target.value ?? 'none'}`));
    cursor = page.next;
  } while (cursor);
  console.log('targets', values.join(' '));

  const read = await targets.getTargetRaw({ code: '500106-145-t02' });
  const tag = read.raw.headers.get('ETag')!;
  console.log('tag', tag);
  console.log('again', await status(targets.getTargetRaw({ code: '500106-145-t02', ifNoneMatch: tag })));

  const snapshot = await new SnapshotsApi(anybody).getIndicatorsSnapshot({});
  const lines = (await snapshot.text()).trimEnd().split('\n');
  console.log('snapshot', lines.length - 2);
  console.log('end', lines[lines.length - 1]);

  const feed = new ChangesApi(anybody);
  let changes = 0;
  for (let after = 0, head = 1; after < head; ) {
    const page = await feed.listIndicatorsChanges({ after });
    changes += page.items.length;
    after = page.next;
    head = page.head;
  }
  console.log('changes', changes);

  // This generator sends the token as it is given, so it is given with its kind.
  const editor = new AliasesApi(new Configuration({ basePath, accessToken: `Bearer ${accessToken}` }));
  console.log('deleted', await status(editor.deleteAliasRaw({ code: alias, ifMatch: '"v1"' })));
}

main(process.argv[2], process.argv[3], process.argv[4]).catch((trouble) => {
  console.error(trouble);
  process.exit(1);
});
