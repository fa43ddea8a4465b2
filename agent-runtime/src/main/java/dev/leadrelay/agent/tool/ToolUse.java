package dev.leadrelay.agent.tool;

import com.fasterxml.jackson.databind.JsonNode;

/** One call of a tool in a conversation: what was asked and what came of it. Immutable. */
public record ToolUse(String tool, JsonNode input, ToolResult result) {}
