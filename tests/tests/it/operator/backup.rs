//! Backup and restore, as an operator runs them.

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use outside::{Person, Server, Setup};
use serde_json::json;
use tar::{Archive, Builder, EntryType, Header};
use tempfile::TempDir;

use super::{assert_done, assert_told, rostra};

/// A folder with a backup, made while the server ran, and the people who talked.
struct Made {
    folder: TempDir,
    server: Server,
    ann: Person,
    room: i64,
}

impl Made {
    async fn while_people_talk() -> Self {
        let server = Setup::sqlite().start().await;
        let ann = server.person("Ann").await;
        let room = ann.opens(&server, "Room").await;
        ann.says(&server, room, "before the backup").await;
        let uploads = server.data_dir().join("data/uploads/7f");
        fs::create_dir_all(&uploads).unwrap();
        fs::write(uploads.join("cat.png"), b"a picture of a cat").unwrap();
        let made = Self {
            folder: tempfile::tempdir().unwrap(),
            server,
            ann,
            room,
        };
        let told = assert_done(&made.rostra(&["backup", made.file().to_str().unwrap()]));
        assert!(told.contains("backed up 3 files"), "{told}");
        made
    }

    fn file(&self) -> PathBuf {
        self.folder.path().join("backup.tar")
    }

    /// Runs a command on the folder of the running server.
    fn rostra(&self, words: &[&str]) -> std::process::Output {
        rostra(&self.server.data_dir().join("data"), words)
    }

    /// A folder with nothing in it yet.
    fn elsewhere(&self) -> PathBuf {
        self.folder.path().join("elsewhere")
    }

    fn restore_elsewhere(&self, file: &Path) -> std::process::Output {
        rostra(&self.elsewhere(), &["restore", file.to_str().unwrap()])
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name());
    let mut names: Vec<_> = entries.map(|name| name.into_string().unwrap()).collect();
    names.sort();
    names
}

#[tokio::test]
async fn s35_a_backup_made_while_people_talk_is_restored_whole() {
    let mut made = Made::while_people_talk().await;
    let mode = made.file().metadata().unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "it holds secrets");
    assert_eq!(names(made.folder.path()), ["backup.tar"], "drafts are left");
    let mut socket = made.ann.connects(&made.server).await;
    let epoch = socket.subscribe(made.room).await["epoch"].clone();
    made.ann
        .says(&made.server, made.room, "after the backup")
        .await;
    let secret = fs::read(made.server.data_dir().join("data/secret.key")).unwrap();
    made.server.terminate();
    made.server.ended().await;

    let told =
        assert_done(&made.rostra(&["restore", "--overwrite", made.file().to_str().unwrap()]));
    assert!(
        told.contains("restored 3 files") && told.contains("replaced-1"),
        "{told}"
    );
    let data = made.server.data_dir().join("data");
    assert_eq!(
        fs::read(data.join("uploads/7f/cat.png")).unwrap(),
        b"a picture of a cat"
    );
    assert_eq!(fs::read(data.join("secret.key")).unwrap(), secret);
    let aside = names(&data.join("replaced-1"));
    for name in ["rostra.db", "secret.key", "uploads"] {
        assert!(aside.contains(&name.to_owned()), "{aside:?}");
    }
    made.server.start().await;
    // Who was signed in when the backup was made is so no more.
    let before = made.ann.get(&made.server, "/api/auth/me").await;
    before.problem(401, "not_authenticated");
    let login = json!({"username": "Ann", "password": "correct horse battery"});
    let token = outside::anonymous()
        .post(&made.server, "/api/auth/login", &login)
        .await
        .expect(200);
    let ann = Person {
        token: token["access_token"].as_str().unwrap().to_owned(),
        ..made.ann.clone()
    };
    let history = ann.history(&made.server, made.room).await;
    let texts: Vec<_> = history
        .iter()
        .map(|it| it["content"].as_str().unwrap())
        .collect();
    assert_eq!(texts, ["before the backup"]);
    let mut socket = ann.connects(&made.server).await;
    let resume = json!({"action": "subscribe", "room_id": made.room, "since": 1, "epoch": epoch});
    socket.say(resume).await;
    assert_eq!(
        socket.hear("subscribed").await["resume"],
        "reset",
        "a restored database is another one"
    );
}

#[tokio::test]
async fn a_backup_replaces_nothing_by_itself() {
    let made = Made::while_people_talk().await;
    let file = made.file();
    let again = made.rostra(&["backup", file.to_str().unwrap()]);
    assert_told(&again, &["exists", "another name"]);
    let in_use = made.rostra(&["restore", "--overwrite", file.to_str().unwrap()]);
    assert_told(&in_use, &["in use by another rostra"]);
    assert_done(&made.restore_elsewhere(&file));
    let before = fs::read(made.elsewhere().join("rostra.db")).unwrap();
    assert_told(&made.restore_elsewhere(&file), &["exists", "--overwrite"]);
    assert_eq!(
        fs::read(made.elsewhere().join("rostra.db")).unwrap(),
        before
    );
}

/// Whatever is wrong with a backup, the data that is there stays, and nothing is left behind.
fn assert_untouched(made: &Made, words: &[&str], bytes: &[u8]) {
    let broken = made.folder.path().join("broken.tar");
    fs::write(&broken, bytes).unwrap();
    let elsewhere = made.elsewhere();
    let before = fs::read(elsewhere.join("rostra.db")).unwrap();
    let output = rostra(
        &elsewhere,
        &["restore", "--overwrite", broken.to_str().unwrap()],
    );
    assert_told(&output, words);
    assert!(
        fs::read(elsewhere.join("rostra.db")).unwrap() == before,
        "it was changed"
    );
    assert_eq!(
        names(&elsewhere),
        ["rostra.db", "rostra.lock", "secret.key", "uploads"],
        "{output:?}"
    );
}

#[tokio::test]
async fn s14_a_backup_that_is_cut_off_or_changed_is_refused() {
    let made = Made::while_people_talk().await;
    assert_done(&made.restore_elsewhere(&made.file()));
    let whole = fs::read(made.file()).unwrap();
    for cut in [0, 100, 700, whole.len() / 2, whole.len() - 3_000] {
        assert_untouched(
            &made,
            &["no whole backup", "nothing was changed"],
            &whole[..cut],
        );
    }
    // Every part of it: the database, the secret, an upload, the list, the checksum.
    let places = [
        whole.len() / 2,
        position(&whole, b"a picture of a cat"),
        position(&whole, b"\"format\""),
        position(&whole, b"  manifest.json\n") - 10,
    ];
    for place in places {
        let mut changed = whole.clone();
        changed[place] ^= 0x20;
        assert_untouched(&made, &["no whole backup"], &changed);
    }
    assert_untouched(&made, &["no whole backup"], b"just a letter");
    let missing = made.restore_elsewhere(&made.folder.path().join("missing.tar"));
    assert!(!missing.status.success());
}

fn position(bytes: &[u8], word: &[u8]) -> usize {
    bytes.windows(word.len()).position(|it| it == word).unwrap()
}

/// The backup with one more file before its list.
fn with(made: &Made, kind: EntryType, name: &[u8], link: Option<&str>) -> Vec<u8> {
    let mut archive = Builder::new(Vec::new());
    let mut original = Archive::new(File::open(made.file()).unwrap());
    for entry in original.entries().unwrap() {
        let mut entry = entry.unwrap();
        if entry.path().unwrap().starts_with("manifest.json") {
            let mut header = Header::new_gnu();
            header.set_entry_type(kind);
            header.set_size(4);
            header.set_mode(0o600);
            // Past the checks of the library, as somebody with bad intentions writes it.
            header.as_old_mut().name[..name.len()].copy_from_slice(name);
            if let Some(link) = link {
                header.set_link_name(link).unwrap();
            }
            header.set_cksum();
            archive.append(&header, &b"evil"[..]).unwrap();
        }
        let header = entry.header().clone();
        archive.append(&header, &mut entry).unwrap();
    }
    archive.into_inner().unwrap()
}

#[tokio::test]
async fn s13_a_backup_writes_nowhere_but_in_its_place() {
    let made = Made::while_people_talk().await;
    assert_done(&made.restore_elsewhere(&made.file()));
    let target = made.folder.path().join("target");
    fs::create_dir(&target).unwrap();
    let absolute = target.join("evil").into_os_string().into_encoded_bytes();
    let names: [&[u8]; 9] = [
        b"../evil",
        b"uploads/../../evil",
        b"uploads/..",
        &absolute,
        b"rostra.toml",
        b"rostra.db-wal",
        b"uploads",
        b"./rostra.db",
        b"rostra.db",
    ];
    for name in names {
        let bytes = with(&made, EntryType::Regular, name, None);
        assert_untouched(&made, &["no place in one", "nothing was changed"], &bytes);
    }
    for kind in [EntryType::Symlink, EntryType::Link] {
        let bytes = with(&made, kind, b"uploads/link", Some("/etc/passwd"));
        assert_untouched(&made, &["uploads/link", "no place in one"], &bytes);
    }
    for kind in [EntryType::Char, EntryType::Fifo, EntryType::Directory] {
        let bytes = with(&made, kind, b"uploads/device", None);
        assert_untouched(&made, &["uploads/device", "no place in one"], &bytes);
    }
    // A file that no list knows, in a place that would be right.
    let bytes = with(&made, EntryType::Regular, b"uploads/extra", None);
    assert_untouched(&made, &["uploads/extra", "no place in one"], &bytes);
    assert!(!made.folder.path().join("evil").exists());
    assert_eq!(fs::read_dir(&target).unwrap().count(), 0);
}

#[tokio::test]
async fn postgresql_is_backed_up_by_its_own_tools() {
    let made = Made::while_people_talk().await;
    for words in [["backup", "a.tar"], ["restore", "a.tar"]] {
        let mut command = super::command(&made.elsewhere(), &words);
        command
            .env("DATABASE_URL", "postgres://ann:hush@127.0.0.1:1/chat")
            .env("SECRET_KEY", "only-for-tests-only-for-tests-only-for-tests");
        assert_told(&super::run(&mut command), &["pg_dump"]);
    }
}

#[tokio::test]
async fn a_backup_that_cannot_be_written_leaves_no_half_of_it() {
    let made = Made::while_people_talk().await;
    let full = made.folder.path().join("full");
    fs::create_dir(&full).unwrap();
    let mut blocker = File::create(full.join("blocker")).unwrap();
    blocker.write_all(b"x").unwrap();
    let inside = full.join("blocker/backup.tar");
    let output = made.rostra(&["backup", inside.to_str().unwrap()]);
    assert!(!output.status.success(), "{output:?}");
    assert_eq!(names(&full), ["blocker"]);
}
