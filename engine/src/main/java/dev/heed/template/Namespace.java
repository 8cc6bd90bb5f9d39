package dev.heed.template;

import java.util.LinkedHashMap;
import java.util.Map;

/** {@code namespace(…)}: names that keep what is set inside loops. */
final class Namespace {
    final Map<String, Object> values = new LinkedHashMap<>();
}
