import { describe, expect, test } from 'vitest';
import { readRows } from './csv.ts';
import { collect, makeFile } from './fixture.ts';
import { UnreadableFile } from './lines.ts';

const read = async (content: string | Buffer, required: string[] = [], name = 'rows.csv') =>
  collect(readRows(await makeFile(name, content), required));

describe('a table is read', () => {
  test('with a byte order mark, blanks in the header and CRLF', async () => {
    expect(
      await read('\uFEFFid, Fire Dept Name \r\n1,"Ayer, Town of"\r\n', ['id', 'Fire Dept Name']),
    ).toEqual([{ line: 2, row: { id: '1', 'Fire Dept Name': 'Ayer, Town of' } }]);
  });

  test('with a byte order mark ahead of a quoted header', async () => {
    expect(await read('\uFEFF"id","name"\n"1","Ayer"\n', ['id'])).toEqual([
      { line: 2, row: { id: '1', name: 'Ayer' } },
    ]);
  });

  test('gzip or plain, whatever the file is called', async () => {
    const zipped = await read('id\n7\n', ['id'], 'rows.csv.gz');
    const plain = await read('id\n7\n', ['id'], 'upload');
    expect(zipped).toEqual([{ line: 2, row: { id: '7' } }]);
    expect(plain).toEqual(zipped);
  });

  test('with line numbers as an editor counts them, over blank lines and values of several lines', async () => {
    const rows = await read('id,note\r\n1,"two\r\nlines"\r\n\r\n2,"say ""no"""\r\n3,last');
    expect(rows).toEqual([
      { line: 2, row: { id: '1', note: 'two\r\nlines' } },
      { line: 5, row: { id: '2', note: 'say "no"' } },
      { line: 6, row: { id: '3', note: 'last' } },
    ]);
  });

  test('with values as they stand, outer blanks included', async () => {
    expect(await read('a,b\n x , \n')).toEqual([{ line: 2, row: { a: ' x ', b: ' ' } }]);
  });

  test('across the pieces in which a large file arrives, letters of several bytes unharmed', async () => {
    const count = 40_000;
    const rows = await read(
      `id,name\n${Array.from({ length: count }, (_, n) => `${n},Cañón "${n}`.replace('"', '“')).join('\n')}\n`,
    );
    expect(rows).toHaveLength(count);
    expect(rows.at(-1)).toEqual({ line: count + 1, row: { id: '39999', name: 'Cañón “39999' } });
    expect(rows.filter((item) => 'rejected' in item)).toEqual([]);
  });
});

describe('a bad row is rejected alone, and reading goes on', () => {
  test('when it has too many or too few cells', async () => {
    expect(await read('a,b\n1,2,3,4\n5\n6,7\n')).toEqual([
      { line: 2, rejected: '4 cells where the header has 2', row: { a: '1', b: '2' }, rest: '3,4' },
      { line: 3, rejected: '1 cells where the header has 2', row: { a: '5', b: '' } },
      { line: 4, row: { a: '6', b: '7' } },
    ]);
  });

  test('when quotes stand inside a quoted value, its cells being guessed for whoever corrects it', async () => {
    expect(await read('id,street\n"1","2405 S "B" ST"\n"2","Main ST"\n')).toEqual([
      {
        line: 2,
        rejected: 'a quote (") stands where none may',
        row: { id: '1', street: '2405 S "B" ST' },
        rest: '"1","2405 S "B" ST"',
      },
      { line: 3, row: { id: '2', street: 'Main ST' } },
    ]);
  });

  test('when a quote is never closed: the rows after it are not swallowed', async () => {
    const rows = await read('id,street\n1,"Main ST\n2,Elm ST\n3,"Oak ST"\n');
    expect(rows.map((item) => [item.line, 'rejected' in item])).toEqual([
      [2, true],
      [3, false],
      [4, false],
    ]);
  });

  test('when two stray quotes lie lines apart: the rows between them stay', async () => {
    const rows = await read('id,street\n1,"Main ST\n2,Elm ST\n3,5" pipe\n4,Oak ST\n');
    expect(rows.map((item) => [item.line, 'rejected' in item])).toEqual([
      [2, true],
      [3, false],
      [4, true],
      [5, false],
    ]);
  });

  test('when a value would have more lines than any value has', async () => {
    const rows = await read(`id,street\n1,"Main ST\n${'2,Elm ST\n'.repeat(300)}3,Oak ST"\n4,Ash ST\n`);
    expect(rows.filter((item) => 'rejected' in item).map(({ line }) => line)).toEqual([2, 303]);
    expect(rows).toHaveLength(303);
  });

  test('when it holds NUL', async () => {
    const [bad, good] = await read('id,note\n1,a\0b\n2,c\n');
    expect(bad).toMatchObject({ line: 2, rejected: 'holds a NUL character' });
    expect(good).toEqual({ line: 3, row: { id: '2', note: 'c' } });
  });

  test('when it is not UTF-8', async () => {
    const latin = Buffer.concat([Buffer.from('id,name\n1,'), Buffer.from([0xd1]), Buffer.from('\n2,n\n')]);
    const [bad, good] = await read(latin);
    expect(bad).toMatchObject({ line: 2, rejected: 'holds bytes that are not UTF-8' });
    expect(good).toEqual({ line: 3, row: { id: '2', name: 'n' } });
  });

  test('a column named like an object’s innards is a column and nothing else', async () => {
    const [item] = await read('__proto__,constructor\nx,y\n');
    expect(Object.entries(item?.row ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
    expect(Object.getPrototypeOf(item?.row)).toBe(Object.prototype);
  });
});

describe('a file that is no such table is refused whole, by name', () => {
  const refusal = async (content: string | Buffer, required: string[] = [], name = 'rows.csv') =>
    read(content, required, name).catch((error: unknown) => error);

  test('without a required column', async () => {
    const error = await refusal('a,b\n1,2\n', ['a', 'c', 'd']);
    expect(error).toBeInstanceOf(UnreadableFile);
    expect(error).toMatchObject({ message: 'rows.csv lacks columns c, d' });
  });

  test('with two columns of one name', async () => {
    expect(await refusal('a,b, a\n1,2,3\n')).toMatchObject({ message: 'rows.csv has two columns named "a"' });
  });

  test('empty', async () => {
    expect(await refusal('')).toMatchObject({ message: 'rows.csv is empty' });
  });

  test('absent', async () => {
    const error = await collect(readRows('nowhere/none.csv', [])).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(UnreadableFile);
    expect(error).toMatchObject({ message: expect.stringContaining('none.csv cannot be read') });
  });

  test('a gzip file cut short', async () => {
    const { gzipSync } = await import('node:zlib');
    const whole = gzipSync(`id\n${Array.from({ length: 9000 }, (_, n) => n * 7919).join('\n')}\n`);
    const error = await refusal(whole.subarray(0, whole.length - 20));
    expect(error).toBeInstanceOf(UnreadableFile);
    expect(error).toMatchObject({ message: 'rows.csv cannot be read: unexpected end of file' });
  });

  test('one endless line', async () => {
    expect(await refusal(`id\n${'x'.repeat(3_000_000)}`)).toMatchObject({
      message: 'rows.csv: line 2 is too long for a table',
    });
  });
});

test('a reader that stops early leaves no file open and no error behind', async () => {
  const path = await makeFile('rows.csv.gz', `id\n${'1\n'.repeat(200_000)}`);
  for await (const { line } of readRows(path, ['id'])) if (line > 10) break;
  expect(await collect(readRows(path, ['id']))).toHaveLength(200_000);
});
