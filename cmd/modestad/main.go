// Command modestad builds, checks and serves a site of longreads and calendars.
package main

func main() {}
