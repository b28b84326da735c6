<?php
// Installs WordPress, if it is not, writes a post for each form on standard input (JSON: name, who, content), and prints
// what came of each as a JSON object a row: name, post, html as its page shows it.
//
// Usage: php posts.php FOLDER < FORMS
define('WP_INSTALLING', !getenv('INSTALLED'));
$_SERVER['HTTP_HOST'] = getenv('WORDPRESS_HOST');
require $argv[1] . '/wp-load.php';
if (WP_INSTALLING) {
    require ABSPATH . 'wp-admin/includes/upgrade.php';
    wp_install('A reader’s blog', 'admin', 'admin@blog.example', false, '', 'admin');
    wp_create_user('author', 'author', 'author@blog.example');
    (new WP_User(get_user_by('login', 'author')->ID))->set_role('author');
    exit(0);
}
foreach (json_decode(file_get_contents('php://stdin'), true) as $form) {
    wp_set_current_user(get_user_by('login', $form['who'])->ID);
    kses_init();
    $id = wp_insert_post([
        'post_title' => $form['name'], 'post_content' => wp_slash($form['content']), 'post_status' => 'publish',
        'post_author' => get_current_user_id(),
    ]);
    $GLOBALS['post'] = get_post($id);
    setup_postdata($GLOBALS['post']);
    $html = apply_filters('the_content', $GLOBALS['post']->post_content);
    echo json_encode(['name' => $form['name'], 'post' => $id, 'html' => $html, 'version' => get_bloginfo('version')]), "\n";
}
