/* Removing a directory with all that is in it. */
#ifndef SOCKSPEC_ACTOR_REMOVE_TREE_H
#define SOCKSPEC_ACTOR_REMOVE_TREE_H

/* Directories without permissions are made accessible first; symbolic links are not followed, mounts not crossed. What
 * cannot be removed stays. 0 if all is gone. */
int remove_tree(const char *path);

#endif
