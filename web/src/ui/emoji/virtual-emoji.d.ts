declare module 'virtual:emoji' {
  const groups: readonly (readonly [group: string, emoji: readonly (readonly [char: string, name: string, keywords: string, hasTones?: 1])[]])[];
  export default groups;
}
