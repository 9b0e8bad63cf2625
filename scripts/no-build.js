// Stands in for node-gyp (.npmrc): npm 10 and older run it for better-sqlite3, which brings its binary, and it fails without Python.
console.log("Nothing to build: the package brings its binary.");
