package dev.leadrelay.simulator;

/** Evidence as it stands in a prompt. */
record Quote(String id, String url, String title, String text) {}
