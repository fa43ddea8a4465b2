package dev.leadrelay.deadletter.desk;

/** A page that could not be shown. */
public record ErrorView(int status, String line) {}
