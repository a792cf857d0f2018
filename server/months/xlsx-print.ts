// What the workbook writer does not offer by itself: sheets that print fitted to the page, with the head repeated and the
// month named on every page, and the document's properties. Pure.
import writeXlsxFile from 'write-excel-file/node';
import {
  getOrderOfSiblings,
  insertElementMarkupAccordingToOrderOfSiblings,
  sanitizeTextContent,
} from 'write-excel-file/utility';

export type About = {
  /** What stands above every page. */
  title: string;
  /** What stands below, beside the page number: when and by what the file was written. */
  note: string;
  creator: string;
  /** Epoch ms. */
  writtenAt: number;
};

type Feature = NonNullable<NonNullable<Parameters<typeof writeXlsxFile>[1]>['features']>[number];

/** Rows that fit on one A4 page; longer tables go on, with their head repeated. */
const ONE_PAGE = 48;
const SHEET = 'xl/worksheets/sheet{id}.xml';
const order = getOrderOfSiblings(SHEET, 'worksheet') ?? [];
const insertInSheet = (xml: string, markup: string): string =>
  insertElementMarkupAccordingToOrderOfSiblings(xml, markup, order, 'worksheet');
/** In headers `&` begins a code. */
const inHeader = (text: string): string => sanitizeTextContent(text.replaceAll('&', '&&'));

export function printed(
  sheets: readonly { name: string; rows: number }[],
  { title, note, creator, writtenAt }: About,
): Feature {
  const titles = sheets
    .map(
      ({ name }, n) =>
        `<definedName name="_xlnm.Print_Titles" localSheetId="${n}">${sanitizeTextContent(`'${name.replaceAll("'", "''")}'!$1:$1`)}</definedName>`,
    )
    .join('');
  const created = new Date(writtenAt).toISOString().replace(/\.\d+/, '');
  return {
    files: {
      transform: {
        [SHEET]: {
          transform: (xml) =>
            insertInSheet(
              insertInSheet(xml, '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'),
              `<headerFooter><oddHeader>&amp;C${inHeader(title)}</oddHeader><oddFooter>&amp;L${inHeader(note)}&amp;R&amp;P / &amp;N</oddFooter></headerFooter>`,
            ),
          transformElementAttributes: (tag, attributes, _index, _options, { sheetIndex }) =>
            tag === 'pageSetup'
              ? { ...attributes, fitToWidth: 1, fitToHeight: (sheets[sheetIndex]?.rows ?? 0) <= ONE_PAGE ? 1 : 0 }
              : attributes,
        },
        'xl/workbook.xml': {
          transform: (xml) => xml.replace(/<definedNames\s*\/>/, `<definedNames>${titles}</definedNames>`),
        },
        '[Content_Types].xml': {
          insert: () =>
            '<Override ContentType="application/vnd.openxmlformats-package.core-properties+xml" PartName="/docProps/core.xml"/>',
        },
        '_rels/.rels': {
          insert: () =>
            '<Relationship Id="rId-properties-1" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>',
        },
      },
      write: {
        files: () => ({
          'docProps/core.xml':
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
            '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"' +
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"' +
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">' +
            `<dc:title>${sanitizeTextContent(title)}</dc:title><dc:creator>${sanitizeTextContent(creator)}</dc:creator>` +
            `<dc:description>${sanitizeTextContent(note)}</dc:description><dc:language>fa-IR</dc:language>` +
            `<dcterms:created xsi:type="dcterms:W3CDTF">${created}</dcterms:created>` +
            `<dcterms:modified xsi:type="dcterms:W3CDTF">${created}</dcterms:modified></cp:coreProperties>`,
        }),
      },
    },
  };
}
