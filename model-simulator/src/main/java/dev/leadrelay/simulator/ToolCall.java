package dev.leadrelay.simulator;

/**
 * A tool the model wants to have called.
 *
 * @param arguments JSON object as text
 */
record ToolCall(String id, String name, String arguments) {}
