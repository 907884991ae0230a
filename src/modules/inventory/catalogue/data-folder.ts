/** Where the data of the catalogue and of the demonstration lies. */
export const DATA_FOLDER = 'src/modules/inventory/catalogue/data';
