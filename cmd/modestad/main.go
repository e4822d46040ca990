// Command modestad builds, checks and serves a site of longreads and calendars.
package main

import "os"

func main() { os.Exit(run()) }
