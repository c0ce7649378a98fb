using System.Reflection;
using Proofs.Packs;
using TestKit;

namespace Proofs.CliPack.Tests;

/// <summary>The command with one thing broken, as a program that can be named: see tests/BrokenProofs.</summary>
internal sealed class BrokenProgram : IDisposable
{
    private readonly TempFolder _folder = new();

    internal BrokenProgram(string breakage)
    {
        string broken = typeof(BrokenProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(note => note.Key == "BrokenProofs").Value!;
        File.WriteAllText(Path, $"#!/bin/sh\nexec '{Launch.Dotnet}' exec '{broken}' {breakage} '{Launch.Built("Proofs.Cli", "src/Proofs.Cli")}' \"$@\"\n");
        Privilege.Mode(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    internal string Path => _folder.In("proofs");

    public void Dispose() => _folder.Dispose();
}
