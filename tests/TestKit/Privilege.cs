namespace TestKit;

/// <summary>What only root can set up.</summary>
public static class Privilege
{
    /// <summary>The user and group that own nothing on a Debian machine.</summary>
    public const int Nobody = 65534;

    public const string Reason = "only root can change a file's owner or start a program as another user";

    public static bool IsRoot => Environment.UserName == "root";

    /// <summary>Gives a folder and everything in it to somebody else.</summary>
    public static void GiveAway(string path, int user = Nobody)
    {
        RunResult result = Run.Program("chown", ["-R", "-h", $"{user}:{user}", "--", path]);
        if (result.ExitCode != 0)
        {
            throw new InvalidOperationException(result.ToString());
        }
    }

    /// <summary>Sets a file's or a folder's mode.</summary>
    public static void Mode(string path, UnixFileMode mode)
    {
#pragma warning disable CA1416 // The tests run where git runs with file modes.
        File.SetUnixFileMode(path, mode);
#pragma warning restore CA1416
    }
}
