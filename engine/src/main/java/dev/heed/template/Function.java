package dev.heed.template;

import java.util.List;
import java.util.Map;

/** Something that a template may call. */
@FunctionalInterface
interface Function {
    Object call(List<Object> positional, Map<String, Object> named);
}
