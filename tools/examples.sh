# Sourced by the examples' run scripts, in their folder: sets java_home to a JDK of version 25 or newer, and has Maven use it.
. ../../tools/jdk.sh
find_jdk
JAVA_HOME=$java_home
# these options spare readers warnings about Maven's own libraries
MAVEN_OPTS="${MAVEN_OPTS:-} --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED"
export JAVA_HOME MAVEN_OPTS
