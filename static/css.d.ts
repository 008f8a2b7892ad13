/** A script may bring its styles: the build puts them into a file of the same name. */
declare module '*.css'
