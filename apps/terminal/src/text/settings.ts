/** What the settings say. */
export const settingsText = {
  look: 'Look',
  theme: 'Theme',
  themes: { graphite: 'Graphite', cockpit: 'Cockpit', light: 'Light' },
  colourBlindSafe: 'Colours that everybody tells apart',
  redUp: 'Red for up, green for down',
  numbers: 'Numbers and times',
  grouping: 'Digits',
  groupings: { indian: '12,34,567', western: '1,234,567' },
  zone: 'Times',
  zones: { 'Asia/Kolkata': 'India (IST)', UTC: 'UTC', local: 'As this computer' },
} as const;
