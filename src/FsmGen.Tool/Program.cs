return FsmGen.Tool.CommandLine.Run(args, Console.Out, Console.Error);
