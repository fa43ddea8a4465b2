package dev.leadrelay.deadletter.desk;

/** What a check says. */
public record Remark(String code, String path, String message, String severity) {}
